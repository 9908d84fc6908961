# Draws digits-mlp-units-100.svg: gnuplot -d digits-mlp-units-100.gp, in this folder.
reset
set terminal svg size 500,640 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'digits-mlp-units-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set multiplot layout 1,1
set logscale y
set format y '%g'
set yrange [2e-2:5e0]
set ytics (2e-2, 5e-2, 1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0, '' 3e-2 1, '' 4e-2 1, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1)
set key below center maxrows 4 height 1 noautotitle reverse Left textcolor rgb '#404040'
set title 'digits-mlp, 1 layer, 100 updates' textcolor rgb '#404040'
set xlabel 'hidden units in a layer' textcolor rgb '#404040'
set ylabel 'final loss' textcolor rgb '#404040'
set xrange [16:104]
plot 'digits-mlp-units-100.csv' index 0 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'digits-mlp-units-100.csv' index 3 using 3:4 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'digits-mlp-units-100.csv' index 4 using 3:4 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'digits-mlp-units-100.csv' index 5 using 3:4 every ::1 with lines linecolor rgb '#B07D00' linewidth 1.5 title 'momentum', \
  'digits-mlp-units-100.csv' index 6 using 3:4 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'digits-mlp-units-100.csv' index 7 using 3:4 every ::1 with lines linecolor rgb '#0097A7' linewidth 1.5 title 'adagrad', \
  'digits-mlp-units-100.csv' index 8 using 3:4 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'digits-mlp-units-100.csv' index 0 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 3.5, \
  'digits-mlp-units-100.csv' index 3 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 3.5, \
  'digits-mlp-units-100.csv' index 4 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 3.5, \
  'digits-mlp-units-100.csv' index 5 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#B07D00' linewidth 3.5, \
  'digits-mlp-units-100.csv' index 6 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 3.5, \
  'digits-mlp-units-100.csv' index 7 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#0097A7' linewidth 3.5, \
  'digits-mlp-units-100.csv' index 8 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 3.5
unset multiplot

# Draws mnist-mlp-units-100.svg: gnuplot mnist-mlp-units-100.gp, in this folder.
set terminal svg size 920,520 dynamic noenhanced font 'sans-serif,14' linewidth 1.5
set output 'mnist-mlp-units-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#808080'
set tics nomirror out textcolor rgb '#808080'
set grid ytics linecolor rgb '#808080' linewidth 0.3 dashtype 3
set multiplot layout 1,2
set logscale y
set format y '%g'
set yrange [1e-1:5e0]
set ytics (1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0)
set xrange [-4:209]
set key below center maxrows 4 height 1 noautotitle reverse Left textcolor rgb '#808080'
set title 'mnist-mlp, 1 layer, 100 updates' textcolor rgb '#808080'
set xlabel 'hidden units in a layer' textcolor rgb '#808080'
set ylabel 'final loss' textcolor rgb '#808080'
set xlabel offset 0,0.7
plot 'mnist-mlp-units-100.csv' index 0 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-units-100.csv' index 3 using 3:4 every ::1 with lines linecolor rgb '#E69F00' linewidth 1.5 title 'nag', \
  'mnist-mlp-units-100.csv' index 4 using 3:4 every ::1 with lines linecolor rgb '#56B4E9' linewidth 1.5 title 'adam', \
  'mnist-mlp-units-100.csv' index 5 using 3:4 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-units-100.csv' index 6 using 3:4 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'sgd', \
  'mnist-mlp-units-100.csv' index 15 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 1.5 dashtype 2 title 'LSTM (published)', \
  'mnist-mlp-units-100.csv' index 17 using 3:4 every ::1 with lines linecolor rgb '#56B4E9' linewidth 1.5 dashtype 2 title 'ADAM (published)', \
  'mnist-mlp-units-100.csv' index 19 using 3:4 every ::1 with lines linecolor rgb '#E69F00' linewidth 1.5 dashtype 2 title 'NAG (published)', \
  'mnist-mlp-units-100.csv' index 0 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 3 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#E69F00' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 4 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#56B4E9' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 5 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 6 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 3.5
set title 'mnist-mlp, 2 layers, 100 updates' textcolor rgb '#808080'
set xlabel 'hidden units in a layer' textcolor rgb '#808080'
set ylabel 'final loss' textcolor rgb '#808080'
set xlabel offset 0,0.7
plot 'mnist-mlp-units-100.csv' index 1 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-units-100.csv' index 7 using 3:4 every ::1 with lines linecolor rgb '#56B4E9' linewidth 1.5 title 'adam', \
  'mnist-mlp-units-100.csv' index 8 using 3:4 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-units-100.csv' index 9 using 3:4 every ::1 with lines linecolor rgb '#E69F00' linewidth 1.5 title 'nag', \
  'mnist-mlp-units-100.csv' index 10 using 3:4 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'sgd', \
  'mnist-mlp-units-100.csv' index 16 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 1.5 dashtype 2 title 'LSTM (published)', \
  'mnist-mlp-units-100.csv' index 18 using 3:4 every ::1 with lines linecolor rgb '#56B4E9' linewidth 1.5 dashtype 2 title 'ADAM (published)', \
  'mnist-mlp-units-100.csv' index 20 using 3:4 every ::1 with lines linecolor rgb '#E69F00' linewidth 1.5 dashtype 2 title 'NAG (published)', \
  'mnist-mlp-units-100.csv' index 1 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 7 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#56B4E9' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 8 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 9 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#E69F00' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 10 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 3.5
unset multiplot

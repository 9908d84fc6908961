# Draws mnist-mlp-units-100.svg: gnuplot -d mnist-mlp-units-100.gp, in this folder.
reset
set terminal svg size 920,640 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'mnist-mlp-units-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set multiplot layout 1,2
set logscale y
set format y '%g'
set yrange [1e-1:5e0]
set ytics (1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1)
set key below center maxrows 4 height 1 noautotitle reverse Left textcolor rgb '#404040'
set title 'mnist-mlp, 1 layer, 100 updates' textcolor rgb '#404040'
set xlabel 'hidden units in a layer' textcolor rgb '#404040'
set ylabel 'final loss' textcolor rgb '#404040'
set xrange [3:52]
plot 'mnist-mlp-units-100.csv' index 0 using 3:4 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'rnnprop', \
  'mnist-mlp-units-100.csv' index 1 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-units-100.csv' index 4 using 3:4 every ::1 with lines linecolor rgb '#332288' linewidth 1.5 title 'muon-tuned', \
  'mnist-mlp-units-100.csv' index 5 using 3:4 every ::1 with lines linecolor rgb '#455A64' linewidth 1.5 title 'nadamw-tuned', \
  'mnist-mlp-units-100.csv' index 6 using 3:4 every ::1 with lines linecolor rgb '#4363D8' linewidth 1.5 title 'adamw-tuned', \
  'mnist-mlp-units-100.csv' index 7 using 3:4 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'mnist-mlp-units-100.csv' index 8 using 3:4 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-units-100.csv' index 9 using 3:4 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'lion-tuned', \
  'mnist-mlp-units-100.csv' index 10 using 3:4 every ::1 with lines linecolor rgb '#5D4037' linewidth 1.5 title 'nag-tuned', \
  'mnist-mlp-units-100.csv' index 11 using 3:4 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-units-100.csv' index 12 using 3:4 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'mnist-mlp-units-100.csv' index 22 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 1.5 dashtype 2 title 'LSTM (published)', \
  'mnist-mlp-units-100.csv' index 24 using 3:4 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 dashtype 2 title 'ADAM (published)', \
  'mnist-mlp-units-100.csv' index 26 using 3:4 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 dashtype 2 title 'NAG (published)', \
  'mnist-mlp-units-100.csv' index 0 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 1 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 4 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#332288' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 5 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#455A64' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 6 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#4363D8' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 7 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 8 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 9 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 10 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#5D4037' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 11 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 12 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 3.5
set title 'mnist-mlp, 2 layers, 100 updates' textcolor rgb '#404040'
set xlabel 'hidden units in a layer' textcolor rgb '#404040'
set ylabel 'final loss' textcolor rgb '#404040'
set xrange [3:52]
plot 'mnist-mlp-units-100.csv' index 2 using 3:4 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'rnnprop', \
  'mnist-mlp-units-100.csv' index 3 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-units-100.csv' index 13 using 3:4 every ::1 with lines linecolor rgb '#332288' linewidth 1.5 title 'muon-tuned', \
  'mnist-mlp-units-100.csv' index 14 using 3:4 every ::1 with lines linecolor rgb '#455A64' linewidth 1.5 title 'nadamw-tuned', \
  'mnist-mlp-units-100.csv' index 15 using 3:4 every ::1 with lines linecolor rgb '#4363D8' linewidth 1.5 title 'adamw-tuned', \
  'mnist-mlp-units-100.csv' index 16 using 3:4 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'lion-tuned', \
  'mnist-mlp-units-100.csv' index 17 using 3:4 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-units-100.csv' index 18 using 3:4 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-units-100.csv' index 19 using 3:4 every ::1 with lines linecolor rgb '#5D4037' linewidth 1.5 title 'nag-tuned', \
  'mnist-mlp-units-100.csv' index 20 using 3:4 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'mnist-mlp-units-100.csv' index 21 using 3:4 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'mnist-mlp-units-100.csv' index 23 using 3:4 every ::1 with lines linecolor rgb '#D55E00' linewidth 1.5 dashtype 2 title 'LSTM (published)', \
  'mnist-mlp-units-100.csv' index 25 using 3:4 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 dashtype 2 title 'ADAM (published)', \
  'mnist-mlp-units-100.csv' index 27 using 3:4 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 dashtype 2 title 'NAG (published)', \
  'mnist-mlp-units-100.csv' index 2 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 3 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 13 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#332288' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 14 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#455A64' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 15 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#4363D8' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 16 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 17 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 18 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 19 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#5D4037' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 20 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 3.5, \
  'mnist-mlp-units-100.csv' index 21 using 3:5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 3.5
unset multiplot

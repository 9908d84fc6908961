# Draws mnist-mlp-20-relu-100.svg: gnuplot -d mnist-mlp-20-relu-100.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'mnist-mlp-20-relu-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'mnist-mlp-20-relu, 100 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [2e-1:5e0]
set ytics (2e-1, 5e-1, 1e0, 2e0, 5e0, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1)
set xrange [0:108.0]
plot 'mnist-mlp-20-relu-100.csv' using 1:2 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-20-relu-100.csv' using 1:5 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'mnist-mlp-20-relu-100.csv' using 1:8 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-20-relu-100.csv' using 1:11 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-20-relu-100.csv' using 1:14 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'mnist-mlp-20-relu-100.csv' using 1:17 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 dashtype 2 title 'ADAM (published)', \
  'mnist-mlp-20-relu-100.csv' using 1:18 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 dashtype 2 title 'RMSprop (published)', \
  'mnist-mlp-20-relu-100.csv' using 1:19 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 dashtype 2 title 'SGD (published)', \
  'mnist-mlp-20-relu-100.csv' using 1:20 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 dashtype 2 title 'NAG (published)', \
  'mnist-mlp-20-relu-100.csv' using 1:21 every ::1 with lines linecolor rgb '#D55E00' linewidth 1.5 dashtype 2 title 'LSTM (published)', \
  'mnist-mlp-20-relu-100.csv' using ($1 + 1.0):3:(0):($4 - $3) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'mnist-mlp-20-relu-100.csv' using ($1 + 1.8000000000000003):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'mnist-mlp-20-relu-100.csv' using ($1 + 2.6):9:(0):($10 - $9) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5, \
  'mnist-mlp-20-relu-100.csv' using ($1 + 3.4000000000000004):12:(0):($13 - $12) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'mnist-mlp-20-relu-100.csv' using ($1 + 4.2):15:(0):($16 - $15) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5

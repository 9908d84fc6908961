# Draws mnist-mlp-20-1000.svg: gnuplot -d mnist-mlp-20-1000.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'mnist-mlp-20-1000.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'mnist-mlp-20, 1000 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [1e-1:1e0]
set ytics (1e-1, 2e-1, 5e-1, 1e0, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1)
set xrange [0:1080.0]
plot 'mnist-mlp-20-1000.csv' using 1:2 every 1::1 with lines linecolor rgb '#CCD55E00' linewidth 0.5, \
  'mnist-mlp-20-1000.csv' using 1:6 every 1::1 with lines linecolor rgb '#CC117733' linewidth 0.5, \
  'mnist-mlp-20-1000.csv' using 1:10 every 1::1 with lines linecolor rgb '#CC666666' linewidth 0.5, \
  'mnist-mlp-20-1000.csv' using 1:14 every 1::1 with lines linecolor rgb '#CC0072B2' linewidth 0.5, \
  'mnist-mlp-20-1000.csv' using 1:18 every 1::1 with lines linecolor rgb '#CC7570B3' linewidth 0.5, \
  'mnist-mlp-20-1000.csv' using 1:3 every 1::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-20-1000.csv' using 1:7 every 1::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-20-1000.csv' using 1:11 every 1::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'mnist-mlp-20-1000.csv' using 1:15 every 1::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'mnist-mlp-20-1000.csv' using 1:19 every 1::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-20-1000.csv' using ($1 + 10.0):4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'mnist-mlp-20-1000.csv' using ($1 + 18.000000000000004):8:(0):($9 - $8) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'mnist-mlp-20-1000.csv' using ($1 + 26.000000000000004):12:(0):($13 - $12) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'mnist-mlp-20-1000.csv' using ($1 + 34.0):16:(0):($17 - $16) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'mnist-mlp-20-1000.csv' using ($1 + 42.0):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5

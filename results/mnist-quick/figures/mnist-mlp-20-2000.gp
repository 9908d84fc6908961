# Draws mnist-mlp-20-2000.svg: gnuplot -d mnist-mlp-20-2000.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'mnist-mlp-20-2000.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'mnist-mlp-20, 2000 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [5e-2:1e0]
set ytics (5e-2, 1e-1, 2e-1, 5e-1, 1e0, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1)
set xrange [0:2160.0]
plot 'mnist-mlp-20-2000.csv' using 1:2 every 4::1 with lines linecolor rgb '#CCD55E00' linewidth 0.5, \
  'mnist-mlp-20-2000.csv' using 1:4 every 4::1 with lines linecolor rgb '#CC666666' linewidth 0.5, \
  'mnist-mlp-20-2000.csv' using 1:6 every 4::1 with lines linecolor rgb '#CC117733' linewidth 0.5, \
  'mnist-mlp-20-2000.csv' using 1:8 every 4::1 with lines linecolor rgb '#CC7570B3' linewidth 0.5, \
  'mnist-mlp-20-2000.csv' using 1:10 every 4::1 with lines linecolor rgb '#CC0072B2' linewidth 0.5, \
  'mnist-mlp-20-2000.csv' using 1:3 every 4::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-20-2000.csv' using 1:5 every 4::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'mnist-mlp-20-2000.csv' using 1:7 every 4::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-20-2000.csv' using 1:9 every 4::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-20-2000.csv' using 1:11 every 4::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag'

# Draws digits-mlp-20-500.svg: gnuplot -d digits-mlp-20-500.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'digits-mlp-20-500.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'digits-mlp-20, 500 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [2e-3:5e0]
set ytics (1e-2, 1e-1, 1e0, '' 2e-3 1, '' 3e-3 1, '' 4e-3 1, '' 5e-3 1, '' 6e-3 1, '' 7e-3 1, '' 8e-3 1, '' 9e-3 1, '' 2e-2 1, '' 3e-2 1, '' 4e-2 1, '' 5e-2 1, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 2e-1 1, '' 3e-1 1, '' 4e-1 1, '' 5e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 2e0 1, '' 3e0 1, '' 4e0 1, '' 5e0 1)
set xrange [0:540.0]
plot 'digits-mlp-20-500.csv' using 1:20:21 every 1::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'digits-mlp-20-500.csv' using 1:2 every 1::1 with lines linecolor rgb '#CC0097A7' linewidth 0.5, \
  'digits-mlp-20-500.csv' using 1:6 every 1::1 with lines linecolor rgb '#CC666666' linewidth 0.5, \
  'digits-mlp-20-500.csv' using 1:10 every 1::1 with lines linecolor rgb '#CC7570B3' linewidth 0.5, \
  'digits-mlp-20-500.csv' using 1:14 every 1::1 with lines linecolor rgb '#CC117733' linewidth 0.5, \
  'digits-mlp-20-500.csv' using 1:18 every 1::1 with lines linecolor rgb '#CCD55E00' linewidth 0.5, \
  'digits-mlp-20-500.csv' using 1:24 every 1::1 with lines linecolor rgb '#CCB07D00' linewidth 0.5, \
  'digits-mlp-20-500.csv' using 1:28 every 1::1 with lines linecolor rgb '#CC0072B2' linewidth 0.5, \
  'digits-mlp-20-500.csv' using 1:3 every 1::1 with lines linecolor rgb '#0097A7' linewidth 1.5 title 'adagrad', \
  'digits-mlp-20-500.csv' using 1:7 every 1::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'digits-mlp-20-500.csv' using 1:11 every 1::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'digits-mlp-20-500.csv' using 1:15 every 1::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'digits-mlp-20-500.csv' using 1:19 every 1::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'digits-mlp-20-500.csv' using 1:25 every 1::1 with lines linecolor rgb '#B07D00' linewidth 1.5 title 'momentum', \
  'digits-mlp-20-500.csv' using 1:29 every 1::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'digits-mlp-20-500.csv' using ($1 + 5.0):4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#0097A7' linewidth 2.5, \
  'digits-mlp-20-500.csv' using ($1 + 9.000000000000002):8:(0):($9 - $8) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'digits-mlp-20-500.csv' using ($1 + 13.000000000000002):12:(0):($13 - $12) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5, \
  'digits-mlp-20-500.csv' using ($1 + 17.0):16:(0):($17 - $16) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'digits-mlp-20-500.csv' using ($1 + 21.0):22:(0):($23 - $22) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'digits-mlp-20-500.csv' using ($1 + 25.0):26:(0):($27 - $26) every ::1 with vectors nohead linecolor rgb '#B07D00' linewidth 2.5, \
  'digits-mlp-20-500.csv' using ($1 + 29.0):30:(0):($31 - $30) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5

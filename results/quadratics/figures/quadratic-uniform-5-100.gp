# Draws quadratic-uniform-5-100.svg: gnuplot -d quadratic-uniform-5-100.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'quadratic-uniform-5-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'quadratic-uniform-5, 100 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [1e-2:2e0]
set ytics (1e-2, 2e-2, 5e-2, 1e-1, 2e-1, 5e-1, 1e0, 2e0, '' 3e-2 1, '' 4e-2 1, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1)
set xrange [0:108.0]
plot 'quadratic-uniform-5-100.csv' using 1:18:19 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-5-100.csv' using 1:23:24 every ::1 with filledcurves fillcolor rgb '#AA4499' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-5-100.csv' using 1:28:29 every ::1 with filledcurves fillcolor rgb '#B15928' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-5-100.csv' using 1:2 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'quadratic-uniform-5-100.csv' using 1:5 every ::1 with lines linecolor rgb '#0097A7' linewidth 1.5 title 'adagrad', \
  'quadratic-uniform-5-100.csv' using 1:8 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'quadratic-uniform-5-100.csv' using 1:11 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'quadratic-uniform-5-100.csv' using 1:14 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'quadratic-uniform-5-100.csv' using 1:17 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'quadratic-uniform-5-100.csv' using 1:22 every ::1 with lines linecolor rgb '#AA4499' linewidth 2.5 title 'lstm-gaussian', \
  'quadratic-uniform-5-100.csv' using 1:27 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'rnnprop', \
  'quadratic-uniform-5-100.csv' using 1:32 every ::1 with lines linecolor rgb '#B07D00' linewidth 1.5 title 'momentum', \
  'quadratic-uniform-5-100.csv' using ($1 + 1.0):3:(0):($4 - $3) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'quadratic-uniform-5-100.csv' using ($1 + 1.8000000000000003):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#0097A7' linewidth 2.5, \
  'quadratic-uniform-5-100.csv' using ($1 + 2.6):9:(0):($10 - $9) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5, \
  'quadratic-uniform-5-100.csv' using ($1 + 3.4000000000000004):12:(0):($13 - $12) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'quadratic-uniform-5-100.csv' using ($1 + 4.2):15:(0):($16 - $15) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'quadratic-uniform-5-100.csv' using ($1 + 5.0):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'quadratic-uniform-5-100.csv' using ($1 + 5.800000000000001):25:(0):($26 - $25) every ::1 with vectors nohead linecolor rgb '#AA4499' linewidth 2.5, \
  'quadratic-uniform-5-100.csv' using ($1 + 6.6000000000000005):30:(0):($31 - $30) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 2.5

# Draws quadratic-gaussian-5-40.svg: gnuplot quadratic-gaussian-5-40.gp, in this folder.
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5
set output 'quadratic-gaussian-5-40.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#808080'
set tics nomirror out textcolor rgb '#808080'
set grid ytics linecolor rgb '#808080' linewidth 0.3 dashtype 3
set title 'quadratic-gaussian-5, 40 updates' textcolor rgb '#808080'
set xlabel 'updates' textcolor rgb '#808080'
set ylabel 'loss' textcolor rgb '#808080'
set key outside right center noautotitle reverse Left textcolor rgb '#808080'
set logscale y
set format y '%g'
set yrange [1e-1:5e1]
set ytics (1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0, 1e1, 2e1, 5e1)
set xrange [0:43.2]
plot 'quadratic-gaussian-5-40.csv' using 1:22:23 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-5-40.csv' using 1:2 every ::1 with lines linecolor rgb '#AA4499' linewidth 2.5 title 'linear', \
  'quadratic-gaussian-5-40.csv' using 1:5 every ::1 with lines linecolor rgb '#CC79A7' linewidth 2.5 title 'lstm-log-and-sign', \
  'quadratic-gaussian-5-40.csv' using 1:8 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'sgd', \
  'quadratic-gaussian-5-40.csv' using 1:11 every ::1 with lines linecolor rgb '#8C6BB1' linewidth 1.5 title 'adagrad', \
  'quadratic-gaussian-5-40.csv' using 1:14 every ::1 with lines linecolor rgb '#56B4E9' linewidth 1.5 title 'rmsprop', \
  'quadratic-gaussian-5-40.csv' using 1:17 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'nag', \
  'quadratic-gaussian-5-40.csv' using 1:18 every ::1 with lines linecolor rgb '#999933' linewidth 1.5 title 'adam', \
  'quadratic-gaussian-5-40.csv' using 1:21 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'quadratic-gaussian-5-40.csv' using 1:26 every ::1 with lines linecolor rgb '#E69F00' linewidth 1.5 title 'momentum', \
  'quadratic-gaussian-5-40.csv' using ($1 + 0.4):3:(0):($4 - $3) every ::1 with vectors nohead linecolor rgb '#AA4499' linewidth 2.5, \
  'quadratic-gaussian-5-40.csv' using ($1 + 0.7200000000000001):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#CC79A7' linewidth 2.5, \
  'quadratic-gaussian-5-40.csv' using ($1 + 1.04):9:(0):($10 - $9) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'quadratic-gaussian-5-40.csv' using ($1 + 1.36):12:(0):($13 - $12) every ::1 with vectors nohead linecolor rgb '#8C6BB1' linewidth 2.5, \
  'quadratic-gaussian-5-40.csv' using ($1 + 1.6800000000000002):15:(0):($16 - $15) every ::1 with vectors nohead linecolor rgb '#56B4E9' linewidth 2.5, \
  'quadratic-gaussian-5-40.csv' using ($1 + 2.0):19:(0):($20 - $19) every ::1 with vectors nohead linecolor rgb '#999933' linewidth 2.5, \
  'quadratic-gaussian-5-40.csv' using ($1 + 2.3200000000000003):24:(0):($25 - $24) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5

# Draws quadratic-gaussian-10-200.svg: gnuplot -d quadratic-gaussian-10-200.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'quadratic-gaussian-10-200.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'quadratic-gaussian-10, 200 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [5e-2:5e1]
set ytics (1e-1, 1e0, 1e1, '' 5e-2 1, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 2e-1 1, '' 3e-1 1, '' 4e-1 1, '' 5e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 2e0 1, '' 3e0 1, '' 4e0 1, '' 5e0 1, '' 6e0 1, '' 7e0 1, '' 8e0 1, '' 9e0 1, '' 2e1 1, '' 3e1 1, '' 4e1 1, '' 5e1 1)
set xrange [0:216.0]
plot 'quadratic-gaussian-10-200.csv' using 1:3:4 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-10-200.csv' using 1:24:25 every ::1 with filledcurves fillcolor rgb '#B15928' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-10-200.csv' using 1:29:30 every ::1 with filledcurves fillcolor rgb '#AA4499' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-10-200.csv' using 1:2 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'quadratic-gaussian-10-200.csv' using 1:5 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'quadratic-gaussian-10-200.csv' using 1:8 every ::1 with lines linecolor rgb '#0097A7' linewidth 1.5 title 'adagrad', \
  'quadratic-gaussian-10-200.csv' using 1:11 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'quadratic-gaussian-10-200.csv' using 1:14 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'quadratic-gaussian-10-200.csv' using 1:17 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'quadratic-gaussian-10-200.csv' using 1:20 every ::1 with lines linecolor rgb '#B07D00' linewidth 1.5 title 'momentum', \
  'quadratic-gaussian-10-200.csv' using 1:23 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'rnnprop', \
  'quadratic-gaussian-10-200.csv' using 1:28 every ::1 with lines linecolor rgb '#AA4499' linewidth 2.5 title 'lstm-gaussian', \
  'quadratic-gaussian-10-200.csv' using ($1 + 2.0):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'quadratic-gaussian-10-200.csv' using ($1 + 3.6000000000000005):9:(0):($10 - $9) every ::1 with vectors nohead linecolor rgb '#0097A7' linewidth 2.5, \
  'quadratic-gaussian-10-200.csv' using ($1 + 5.2):12:(0):($13 - $12) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5, \
  'quadratic-gaussian-10-200.csv' using ($1 + 6.800000000000001):15:(0):($16 - $15) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'quadratic-gaussian-10-200.csv' using ($1 + 8.4):18:(0):($19 - $18) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'quadratic-gaussian-10-200.csv' using ($1 + 10.0):21:(0):($22 - $21) every ::1 with vectors nohead linecolor rgb '#B07D00' linewidth 2.5, \
  'quadratic-gaussian-10-200.csv' using ($1 + 11.600000000000001):26:(0):($27 - $26) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 2.5, \
  'quadratic-gaussian-10-200.csv' using ($1 + 13.200000000000001):31:(0):($32 - $31) every ::1 with vectors nohead linecolor rgb '#AA4499' linewidth 2.5

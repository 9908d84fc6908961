# Draws quadratic-gaussian-5-10.svg: gnuplot -d quadratic-gaussian-5-10.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'quadratic-gaussian-5-10.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'quadratic-gaussian-5, 10 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [5e-1:5e2]
set ytics (1e0, 1e1, 1e2, '' 5e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 2e0 1, '' 3e0 1, '' 4e0 1, '' 5e0 1, '' 6e0 1, '' 7e0 1, '' 8e0 1, '' 9e0 1, '' 2e1 1, '' 3e1 1, '' 4e1 1, '' 5e1 1, '' 6e1 1, '' 7e1 1, '' 8e1 1, '' 9e1 1, '' 2e2 1, '' 3e2 1, '' 4e2 1, '' 5e2 1)
set xrange [0:10.8]
plot 'quadratic-gaussian-5-10.csv' using 1:7:8 every ::1 with filledcurves fillcolor rgb '#E7298A' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-5-10.csv' using 1:12:13 every ::1 with filledcurves fillcolor rgb '#A63603' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-5-10.csv' using 1:23:24 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-5-10.csv' using 1:2 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'quadratic-gaussian-5-10.csv' using 1:3 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'quadratic-gaussian-5-10.csv' using 1:6 every ::1 with lines linecolor rgb '#E7298A' linewidth 2.5 title 'linear', \
  'quadratic-gaussian-5-10.csv' using 1:11 every ::1 with lines linecolor rgb '#A63603' linewidth 2.5 title 'lstm-log-and-sign', \
  'quadratic-gaussian-5-10.csv' using 1:16 every ::1 with lines linecolor rgb '#B07D00' linewidth 1.5 title 'momentum', \
  'quadratic-gaussian-5-10.csv' using 1:19 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'quadratic-gaussian-5-10.csv' using 1:22 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'quadratic-gaussian-5-10.csv' using 1:27 every ::1 with lines linecolor rgb '#0097A7' linewidth 1.5 title 'adagrad', \
  'quadratic-gaussian-5-10.csv' using 1:30 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.1):4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.18000000000000002):9:(0):($10 - $9) every ::1 with vectors nohead linecolor rgb '#E7298A' linewidth 2.5, \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.26):14:(0):($15 - $14) every ::1 with vectors nohead linecolor rgb '#A63603' linewidth 2.5, \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.34):17:(0):($18 - $17) every ::1 with vectors nohead linecolor rgb '#B07D00' linewidth 2.5, \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.42000000000000004):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.5):25:(0):($26 - $25) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.5800000000000001):28:(0):($29 - $28) every ::1 with vectors nohead linecolor rgb '#0097A7' linewidth 2.5, \
  'quadratic-gaussian-5-10.csv' using ($1 + 0.66):31:(0):($32 - $31) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5

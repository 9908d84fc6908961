# Draws quadratic-gaussian-40-100.svg: gnuplot quadratic-gaussian-40-100.gp, in this folder.
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5
set output 'quadratic-gaussian-40-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#808080'
set tics nomirror out textcolor rgb '#808080'
set grid ytics linecolor rgb '#808080' linewidth 0.3 dashtype 3
set title 'quadratic-gaussian-40, 100 updates' textcolor rgb '#808080'
set xlabel 'updates' textcolor rgb '#808080'
set ylabel 'loss' textcolor rgb '#808080'
set key outside right center noautotitle reverse Left textcolor rgb '#808080'
set logscale y
set format y '%g'
set yrange [5e-1:5e5]
set ytics (1e0, 1e1, 1e2, 1e3, 1e4, 1e5)
set xrange [0:108.0]
plot 'quadratic-gaussian-40-100.csv' using 1:3:4 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-40-100.csv' using 1:6:7 every ::1 with filledcurves fillcolor rgb '#CC79A7' fillstyle transparent solid 0.25 noborder, \
  'quadratic-gaussian-40-100.csv' using 1:2 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'quadratic-gaussian-40-100.csv' using 1:5 every ::1 with lines linecolor rgb '#CC79A7' linewidth 2.5 title 'lstm-gaussian', \
  'quadratic-gaussian-40-100.csv' using 1:10 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'sgd', \
  'quadratic-gaussian-40-100.csv' using 1:13 every ::1 with lines linecolor rgb '#56B4E9' linewidth 1.5 title 'rmsprop', \
  'quadratic-gaussian-40-100.csv' using 1:16 every ::1 with lines linecolor rgb '#8C6BB1' linewidth 1.5 title 'adagrad', \
  'quadratic-gaussian-40-100.csv' using 1:19 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'nag', \
  'quadratic-gaussian-40-100.csv' using 1:22 every ::1 with lines linecolor rgb '#999933' linewidth 1.5 title 'adam', \
  'quadratic-gaussian-40-100.csv' using 1:25 every ::1 with lines linecolor rgb '#E69F00' linewidth 1.5 title 'momentum', \
  'quadratic-gaussian-40-100.csv' using ($1 + 1.0):8:(0):($9 - $8) every ::1 with vectors nohead linecolor rgb '#CC79A7' linewidth 2.5, \
  'quadratic-gaussian-40-100.csv' using ($1 + 1.8000000000000003):11:(0):($12 - $11) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'quadratic-gaussian-40-100.csv' using ($1 + 2.6):14:(0):($15 - $14) every ::1 with vectors nohead linecolor rgb '#56B4E9' linewidth 2.5, \
  'quadratic-gaussian-40-100.csv' using ($1 + 3.4000000000000004):17:(0):($18 - $17) every ::1 with vectors nohead linecolor rgb '#8C6BB1' linewidth 2.5, \
  'quadratic-gaussian-40-100.csv' using ($1 + 4.2):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 2.5, \
  'quadratic-gaussian-40-100.csv' using ($1 + 5.0):23:(0):($24 - $23) every ::1 with vectors nohead linecolor rgb '#999933' linewidth 2.5, \
  'quadratic-gaussian-40-100.csv' using ($1 + 5.800000000000001):26:(0):($27 - $26) every ::1 with vectors nohead linecolor rgb '#E69F00' linewidth 2.5

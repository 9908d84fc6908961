# Draws bowl-10-40.svg: gnuplot bowl-10-40.gp, in this folder.
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5
set output 'bowl-10-40.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#808080'
set tics nomirror out textcolor rgb '#808080'
set grid ytics linecolor rgb '#808080' linewidth 0.3 dashtype 3
set title 'bowl-10, 40 updates' textcolor rgb '#808080'
set xlabel 'updates' textcolor rgb '#808080'
set ylabel 'loss' textcolor rgb '#808080'
set key outside right center noautotitle reverse Left textcolor rgb '#808080'
set logscale y
set format y '%g'
set yrange [2e-2:5e0]
set ytics (2e-2, 5e-2, 1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0)
set xrange [0:43.2]
plot 'bowl-10-40.csv' using 1:12:13 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'bowl-10-40.csv' using 1:2 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'sgd', \
  'bowl-10-40.csv' using 1:5 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'adam', \
  'bowl-10-40.csv' using 1:8 every ::1 with lines linecolor rgb '#E69F00' linewidth 1.5 title 'nag', \
  'bowl-10-40.csv' using 1:11 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'bowl-10-40.csv' using 1:16 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 dashtype 2 title 'ADAM (published)', \
  'bowl-10-40.csv' using 1:17 every ::1 with lines linecolor rgb '#D55E00' linewidth 1.5 dashtype 2 title 'LSTM (published)', \
  'bowl-10-40.csv' using ($1 + 0.4):3:(0):($4 - $3) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 2.5, \
  'bowl-10-40.csv' using ($1 + 0.7200000000000001):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'bowl-10-40.csv' using ($1 + 1.04):9:(0):($10 - $9) every ::1 with vectors nohead linecolor rgb '#E69F00' linewidth 2.5, \
  'bowl-10-40.csv' using ($1 + 1.36):14:(0):($15 - $14) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5

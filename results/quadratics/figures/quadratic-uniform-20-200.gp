# Draws quadratic-uniform-20-200.svg: gnuplot -d quadratic-uniform-20-200.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'quadratic-uniform-20-200.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'quadratic-uniform-20, 200 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [5e-2:5e3]
set ytics (1e-1, 1e0, 1e1, 1e2, 1e3, '' 5e-2 1, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 2e-1 1, '' 3e-1 1, '' 4e-1 1, '' 5e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 2e0 1, '' 3e0 1, '' 4e0 1, '' 5e0 1, '' 6e0 1, '' 7e0 1, '' 8e0 1, '' 9e0 1, '' 2e1 1, '' 3e1 1, '' 4e1 1, '' 5e1 1, '' 6e1 1, '' 7e1 1, '' 8e1 1, '' 9e1 1, '' 2e2 1, '' 3e2 1, '' 4e2 1, '' 5e2 1, '' 6e2 1, '' 7e2 1, '' 8e2 1, '' 9e2 1, '' 2e3 1, '' 3e3 1, '' 4e3 1, '' 5e3 1)
set xrange [0:216.0]
plot 'quadratic-uniform-20-200.csv' using 1:3:4 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-20-200.csv' using 1:6:7 every ::1 with filledcurves fillcolor rgb '#AA4499' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-20-200.csv' using 1:26:27 every ::1 with filledcurves fillcolor rgb '#B15928' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-20-200.csv' using 1:2 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'quadratic-uniform-20-200.csv' using 1:5 every ::1 with lines linecolor rgb '#AA4499' linewidth 2.5 title 'lstm-gaussian', \
  'quadratic-uniform-20-200.csv' using 1:10 every ::1 with lines linecolor rgb '#0097A7' linewidth 1.5 title 'adagrad', \
  'quadratic-uniform-20-200.csv' using 1:13 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'quadratic-uniform-20-200.csv' using 1:16 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'quadratic-uniform-20-200.csv' using 1:19 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'quadratic-uniform-20-200.csv' using 1:22 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'quadratic-uniform-20-200.csv' using 1:25 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'rnnprop', \
  'quadratic-uniform-20-200.csv' using 1:30 every ::1 with lines linecolor rgb '#B07D00' linewidth 1.5 title 'momentum', \
  'quadratic-uniform-20-200.csv' using ($1 + 2.0):8:(0):($9 - $8) every ::1 with vectors nohead linecolor rgb '#AA4499' linewidth 2.5, \
  'quadratic-uniform-20-200.csv' using ($1 + 3.6000000000000005):11:(0):($12 - $11) every ::1 with vectors nohead linecolor rgb '#0097A7' linewidth 2.5, \
  'quadratic-uniform-20-200.csv' using ($1 + 5.2):14:(0):($15 - $14) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'quadratic-uniform-20-200.csv' using ($1 + 6.800000000000001):17:(0):($18 - $17) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5, \
  'quadratic-uniform-20-200.csv' using ($1 + 8.4):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'quadratic-uniform-20-200.csv' using ($1 + 10.0):23:(0):($24 - $23) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'quadratic-uniform-20-200.csv' using ($1 + 11.600000000000001):28:(0):($29 - $28) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 2.5, \
  'quadratic-uniform-20-200.csv' using ($1 + 13.200000000000001):31:(0):($32 - $31) every ::1 with vectors nohead linecolor rgb '#B07D00' linewidth 2.5

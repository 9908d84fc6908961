# Draws estimators-lstm-untrained.svg: gnuplot -d estimators-lstm-untrained.gp, in this folder.
reset
set terminal svg size 920,560 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'estimators-lstm-untrained.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set multiplot layout 1,2
set key below center maxrows 5 height 1 noautotitle reverse Left textcolor rgb '#404040'
set logscale x
set xrange [0.8:62.5]
set xtics (1, 2, 5, 10, 20, 50)
set title 'bias, lstm untrained, 100 updates' textcolor rgb '#404040'
set xlabel 'windows of an episode' textcolor rgb '#404040'
set ylabel 'distance from the reference / its length' textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [2e-1:2e0]
set ytics (2e-1, 5e-1, 1e0, 2e0, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1)
plot 'estimators-lstm-untrained.csv' index 0 using 2:3 every ::1 with linespoints linecolor rgb '#404040' linewidth 1.5 pointtype 7 pointsize 0.5 title 'evolution-strategies', \
  'estimators-lstm-untrained.csv' index 0 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#404040' linewidth 2.5, \
  'estimators-lstm-untrained.csv' index 1 using 2:3 every ::1 with linespoints linecolor rgb '#D55E00' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-backpropagation', \
  'estimators-lstm-untrained.csv' index 1 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'estimators-lstm-untrained.csv' index 2 using 2:3 every ::1 with linespoints linecolor rgb '#0072B2' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-evolution-strategies', \
  'estimators-lstm-untrained.csv' index 2 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'estimators-lstm-untrained.csv' index 3 using 2:3 every ::1 with linespoints linecolor rgb '#117733' linewidth 1.5 pointtype 7 pointsize 0.5 title 'persistent-evolution-strategies', \
  'estimators-lstm-untrained.csv' index 3 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'estimators-lstm-untrained.csv' index 4 using 2:3 every ::1 with linespoints linecolor rgb '#AA4499' linewidth 1.5 pointtype 7 pointsize 0.5 title 'noise-reuse-evolution-strategies', \
  'estimators-lstm-untrained.csv' index 4 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#AA4499' linewidth 2.5
set title 'noise, lstm untrained, 100 updates' textcolor rgb '#404040'
set xlabel 'windows of an episode' textcolor rgb '#404040'
set ylabel 'standard deviation / length of the reference' textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [1e-3:5e1]
set ytics (1e-3, 1e-2, 1e-1, 1e0, 1e1, '' 2e-3 1, '' 3e-3 1, '' 4e-3 1, '' 5e-3 1, '' 6e-3 1, '' 7e-3 1, '' 8e-3 1, '' 9e-3 1, '' 2e-2 1, '' 3e-2 1, '' 4e-2 1, '' 5e-2 1, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 2e-1 1, '' 3e-1 1, '' 4e-1 1, '' 5e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 2e0 1, '' 3e0 1, '' 4e0 1, '' 5e0 1, '' 6e0 1, '' 7e0 1, '' 8e0 1, '' 9e0 1, '' 2e1 1, '' 3e1 1, '' 4e1 1, '' 5e1 1)
plot 'estimators-lstm-untrained.csv' index 0 using 2:6 every ::1 with linespoints linecolor rgb '#404040' linewidth 1.5 pointtype 7 pointsize 0.5 title 'evolution-strategies', \
  'estimators-lstm-untrained.csv' index 1 using 2:6 every ::1 with linespoints linecolor rgb '#D55E00' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-backpropagation', \
  'estimators-lstm-untrained.csv' index 2 using 2:6 every ::1 with linespoints linecolor rgb '#0072B2' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-evolution-strategies', \
  'estimators-lstm-untrained.csv' index 3 using 2:6 every ::1 with linespoints linecolor rgb '#117733' linewidth 1.5 pointtype 7 pointsize 0.5 title 'persistent-evolution-strategies', \
  'estimators-lstm-untrained.csv' index 4 using 2:6 every ::1 with linespoints linecolor rgb '#AA4499' linewidth 1.5 pointtype 7 pointsize 0.5 title 'noise-reuse-evolution-strategies'
unset multiplot

# Draws estimators-linear-bptt-untrained.svg: gnuplot -d estimators-linear-bptt-untrained.gp, in this folder.
reset
set terminal svg size 920,560 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'estimators-linear-bptt-untrained.svg'
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
set title 'bias, linear-bptt untrained, 100 updates' textcolor rgb '#404040'
set xlabel 'windows of an episode' textcolor rgb '#404040'
set ylabel 'distance from the reference / its length' textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [5e-1:2e1]
set ytics (5e-1, 1e0, 2e0, 5e0, 1e1, 2e1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1, '' 6e0 1, '' 7e0 1, '' 8e0 1, '' 9e0 1)
plot 'estimators-linear-bptt-untrained.csv' index 0 using 2:3 every ::1 with linespoints linecolor rgb '#404040' linewidth 1.5 pointtype 7 pointsize 0.5 title 'evolution-strategies', \
  'estimators-linear-bptt-untrained.csv' index 0 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#404040' linewidth 2.5, \
  'estimators-linear-bptt-untrained.csv' index 1 using 2:3 every ::1 with linespoints linecolor rgb '#D55E00' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-backpropagation', \
  'estimators-linear-bptt-untrained.csv' index 1 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'estimators-linear-bptt-untrained.csv' index 2 using 2:3 every ::1 with linespoints linecolor rgb '#0072B2' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-evolution-strategies', \
  'estimators-linear-bptt-untrained.csv' index 2 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'estimators-linear-bptt-untrained.csv' index 3 using 2:3 every ::1 with linespoints linecolor rgb '#117733' linewidth 1.5 pointtype 7 pointsize 0.5 title 'persistent-evolution-strategies', \
  'estimators-linear-bptt-untrained.csv' index 3 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'estimators-linear-bptt-untrained.csv' index 4 using 2:3 every ::1 with linespoints linecolor rgb '#AA4499' linewidth 1.5 pointtype 7 pointsize 0.5 title 'noise-reuse-evolution-strategies', \
  'estimators-linear-bptt-untrained.csv' index 4 using 2:4:(0):($5 - $4) every ::1 with vectors nohead linecolor rgb '#AA4499' linewidth 2.5
set title 'noise, linear-bptt untrained, 100 updates' textcolor rgb '#404040'
set xlabel 'windows of an episode' textcolor rgb '#404040'
set ylabel 'standard deviation / length of the reference' textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [2e-17:1e2]
set ytics (1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1e0, '' 1e-16 1, '' 1e-14 1, '' 1e-13 1, '' 1e-11 1, '' 1e-10 1, '' 1e-8 1, '' 1e-7 1, '' 1e-5 1, '' 1e-4 1, '' 1e-2 1, '' 1e-1 1, '' 1e1 1, '' 1e2 1)
plot 'estimators-linear-bptt-untrained.csv' index 0 using 2:6 every ::1 with linespoints linecolor rgb '#404040' linewidth 1.5 pointtype 7 pointsize 0.5 title 'evolution-strategies', \
  'estimators-linear-bptt-untrained.csv' index 1 using 2:6 every ::1 with linespoints linecolor rgb '#D55E00' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-backpropagation', \
  'estimators-linear-bptt-untrained.csv' index 2 using 2:6 every ::1 with linespoints linecolor rgb '#0072B2' linewidth 1.5 pointtype 7 pointsize 0.5 title 'truncated-evolution-strategies', \
  'estimators-linear-bptt-untrained.csv' index 3 using 2:6 every ::1 with linespoints linecolor rgb '#117733' linewidth 1.5 pointtype 7 pointsize 0.5 title 'persistent-evolution-strategies', \
  'estimators-linear-bptt-untrained.csv' index 4 using 2:6 every ::1 with linespoints linecolor rgb '#AA4499' linewidth 1.5 pointtype 7 pointsize 0.5 title 'noise-reuse-evolution-strategies'
unset multiplot

# Draws quadratic-uniform-10-100.svg: gnuplot -d quadratic-uniform-10-100.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'quadratic-uniform-10-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'quadratic-uniform-10, 100 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [2e-2:5e0]
set ytics (2e-2, 5e-2, 1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0, '' 3e-2 1, '' 4e-2 1, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1)
set xrange [0:108.0]
plot 'quadratic-uniform-10-100.csv' using 1:3:4 every ::1 with filledcurves fillcolor rgb '#CC79A7' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-10-100.csv' using 1:8:9 every ::1 with filledcurves fillcolor rgb '#CC79A7' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-10-100.csv' using 1:13:14 every ::1 with filledcurves fillcolor rgb '#EE6677' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-10-100.csv' using 1:18:19 every ::1 with filledcurves fillcolor rgb '#B15928' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-10-100.csv' using 1:26:27 every ::1 with filledcurves fillcolor rgb '#C2185B' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-10-100.csv' using 1:37:38 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'quadratic-uniform-10-100.csv' using 1:2 every ::1 with lines linecolor rgb '#CC79A7' linewidth 2.5 title 'linear-es', \
  'quadratic-uniform-10-100.csv' using 1:7 every ::1 with lines linecolor rgb '#CC79A7' linewidth 2.5 title 'linear-nres', \
  'quadratic-uniform-10-100.csv' using 1:12 every ::1 with lines linecolor rgb '#EE6677' linewidth 2.5 title 'linear-pes', \
  'quadratic-uniform-10-100.csv' using 1:17 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'linear-tes', \
  'quadratic-uniform-10-100.csv' using 1:22 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'quadratic-uniform-10-100.csv' using 1:25 every ::1 with lines linecolor rgb '#C2185B' linewidth 2.5 title 'linear-bptt', \
  'quadratic-uniform-10-100.csv' using 1:30 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'quadratic-uniform-10-100.csv' using 1:33 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'quadratic-uniform-10-100.csv' using 1:36 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'quadratic-uniform-10-100.csv' using ($1 + 1.0):5:(0):($6 - $5) every ::1 with vectors nohead linecolor rgb '#CC79A7' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 1.8000000000000003):10:(0):($11 - $10) every ::1 with vectors nohead linecolor rgb '#CC79A7' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 2.6):15:(0):($16 - $15) every ::1 with vectors nohead linecolor rgb '#EE6677' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 3.4000000000000004):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 4.2):23:(0):($24 - $23) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 5.0):28:(0):($29 - $28) every ::1 with vectors nohead linecolor rgb '#C2185B' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 5.800000000000001):31:(0):($32 - $31) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 6.6000000000000005):34:(0):($35 - $34) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 7.3999999999999995):39:(0):($40 - $39) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5

# Draws mnist-mlp-40-40-100.svg: gnuplot -d mnist-mlp-40-40-100.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'mnist-mlp-40-40-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'mnist-mlp-40-40, 100 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [1e-1:5e0]
set ytics (1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1)
set xrange [0:108.0]
plot 'mnist-mlp-40-40-100.csv' using 1:9:10 every ::1 with filledcurves fillcolor rgb '#882255' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-40-40-100.csv' using 1:14:15 every ::1 with filledcurves fillcolor rgb '#B15928' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-40-40-100.csv' using 1:19:20 every ::1 with filledcurves fillcolor rgb '#C2185B' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-40-40-100.csv' using 1:24:25 every ::1 with filledcurves fillcolor rgb '#EE6677' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-40-40-100.csv' using 1:2 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'mnist-mlp-40-40-100.csv' using 1:5 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-40-40-100.csv' using 1:8 every ::1 with lines linecolor rgb '#882255' linewidth 2.5 title 'lstm-two-layers', \
  'mnist-mlp-40-40-100.csv' using 1:13 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'lstm-scaled-long', \
  'mnist-mlp-40-40-100.csv' using 1:18 every ::1 with lines linecolor rgb '#C2185B' linewidth 2.5 title 'lstm-signs', \
  'mnist-mlp-40-40-100.csv' using 1:23 every ::1 with lines linecolor rgb '#EE6677' linewidth 2.5 title 'lstm-signs-inside', \
  'mnist-mlp-40-40-100.csv' using ($1 + 1.0):3:(0):($4 - $3) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'mnist-mlp-40-40-100.csv' using ($1 + 1.8000000000000003):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'mnist-mlp-40-40-100.csv' using ($1 + 2.6):11:(0):($12 - $11) every ::1 with vectors nohead linecolor rgb '#882255' linewidth 2.5, \
  'mnist-mlp-40-40-100.csv' using ($1 + 3.4000000000000004):16:(0):($17 - $16) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 2.5, \
  'mnist-mlp-40-40-100.csv' using ($1 + 4.2):21:(0):($22 - $21) every ::1 with vectors nohead linecolor rgb '#C2185B' linewidth 2.5, \
  'mnist-mlp-40-40-100.csv' using ($1 + 5.0):26:(0):($27 - $26) every ::1 with vectors nohead linecolor rgb '#EE6677' linewidth 2.5

# Draws mnist-mlp-10-10-100.svg: gnuplot -d mnist-mlp-10-10-100.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'mnist-mlp-10-10-100.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'mnist-mlp-10-10, 100 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [2e-1:5e0]
set ytics (2e-1, 5e-1, 1e0, 2e0, 5e0, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1)
set xrange [0:108.0]
plot 'mnist-mlp-10-10-100.csv' using 1:9:10 every ::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-10-10-100.csv' using 1:26:27 every ::1 with filledcurves fillcolor rgb '#B15928' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-10-10-100.csv' using 1:2 every ::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'mnist-mlp-10-10-100.csv' using 1:5 every ::1 with lines linecolor rgb '#5D4037' linewidth 1.5 title 'nag-tuned', \
  'mnist-mlp-10-10-100.csv' using 1:8 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-10-10-100.csv' using 1:13 every ::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'mnist-mlp-10-10-100.csv' using 1:16 every ::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-10-10-100.csv' using 1:19 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-10-10-100.csv' using 1:22 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'lion-tuned', \
  'mnist-mlp-10-10-100.csv' using 1:25 every ::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'rnnprop', \
  'mnist-mlp-10-10-100.csv' using 1:30 every ::1 with lines linecolor rgb '#4363D8' linewidth 1.5 title 'adamw-tuned', \
  'mnist-mlp-10-10-100.csv' using 1:33 every ::1 with lines linecolor rgb '#455A64' linewidth 1.5 title 'nadamw-tuned', \
  'mnist-mlp-10-10-100.csv' using 1:36 every ::1 with lines linecolor rgb '#332288' linewidth 1.5 title 'muon-tuned', \
  'mnist-mlp-10-10-100.csv' using ($1 + 1.0):3:(0):($4 - $3) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 1.8000000000000003):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#5D4037' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 2.6):11:(0):($12 - $11) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 3.4000000000000004):14:(0):($15 - $14) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 4.2):17:(0):($18 - $17) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 5.0):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 5.800000000000001):23:(0):($24 - $23) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 6.6000000000000005):28:(0):($29 - $28) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 7.3999999999999995):31:(0):($32 - $31) every ::1 with vectors nohead linecolor rgb '#4363D8' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 8.200000000000001):34:(0):($35 - $34) every ::1 with vectors nohead linecolor rgb '#455A64' linewidth 2.5, \
  'mnist-mlp-10-10-100.csv' using ($1 + 9.0):37:(0):($38 - $37) every ::1 with vectors nohead linecolor rgb '#332288' linewidth 2.5

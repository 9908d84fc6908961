# Draws mnist-mlp-20-relu-500.svg: gnuplot -d mnist-mlp-20-relu-500.gp, in this folder.
reset
set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5 background rgb 'white'
set output 'mnist-mlp-20-relu-500.svg'
set datafile separator comma
set datafile missing ''
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set grid ytics linecolor rgb '#404040' linewidth 0.3 dashtype 3
set title 'mnist-mlp-20-relu, 500 updates' textcolor rgb '#404040'
set xlabel 'updates' textcolor rgb '#404040'
set ylabel 'loss' textcolor rgb '#404040'
set key outside right center noautotitle reverse Left textcolor rgb '#404040'
set logscale y
set format y '%g'
set yrange [1e-1:2e2]
set ytics (1e-1, 1e0, 1e1, 1e2, '' 2e-1 1, '' 3e-1 1, '' 4e-1 1, '' 5e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 2e0 1, '' 3e0 1, '' 4e0 1, '' 5e0 1, '' 6e0 1, '' 7e0 1, '' 8e0 1, '' 9e0 1, '' 2e1 1, '' 3e1 1, '' 4e1 1, '' 5e1 1, '' 6e1 1, '' 7e1 1, '' 8e1 1, '' 9e1 1, '' 2e2 1)
set xrange [0:540.0]
plot 'mnist-mlp-20-relu-500.csv' using 1:4:5 every 1::1 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-20-relu-500.csv' using 1:14:15 every 1::1 with filledcurves fillcolor rgb '#B15928' fillstyle transparent solid 0.25 noborder, \
  'mnist-mlp-20-relu-500.csv' using 1:2 every 1::1 with lines linecolor rgb '#CCD55E00' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:8 every 1::1 with lines linecolor rgb '#CC666666' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:12 every 1::1 with lines linecolor rgb '#CCB15928' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:18 every 1::1 with lines linecolor rgb '#CC7570B3' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:22 every 1::1 with lines linecolor rgb '#CC5D4037' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:26 every 1::1 with lines linecolor rgb '#CC117733' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:30 every 1::1 with lines linecolor rgb '#CC0072B2' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:34 every 1::1 with lines linecolor rgb '#CC009E73' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:38 every 1::1 with lines linecolor rgb '#CC455A64' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:42 every 1::1 with lines linecolor rgb '#CC4363D8' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:46 every 1::1 with lines linecolor rgb '#CC332288' linewidth 0.5, \
  'mnist-mlp-20-relu-500.csv' using 1:3 every 1::1 with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  'mnist-mlp-20-relu-500.csv' using 1:9 every 1::1 with lines linecolor rgb '#666666' linewidth 1.5 title 'sgd', \
  'mnist-mlp-20-relu-500.csv' using 1:13 every 1::1 with lines linecolor rgb '#B15928' linewidth 2.5 title 'rnnprop', \
  'mnist-mlp-20-relu-500.csv' using 1:19 every 1::1 with lines linecolor rgb '#7570B3' linewidth 1.5 title 'rmsprop', \
  'mnist-mlp-20-relu-500.csv' using 1:23 every 1::1 with lines linecolor rgb '#5D4037' linewidth 1.5 title 'nag-tuned', \
  'mnist-mlp-20-relu-500.csv' using 1:27 every 1::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'mnist-mlp-20-relu-500.csv' using 1:31 every 1::1 with lines linecolor rgb '#0072B2' linewidth 1.5 title 'nag', \
  'mnist-mlp-20-relu-500.csv' using 1:35 every 1::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'lion-tuned', \
  'mnist-mlp-20-relu-500.csv' using 1:39 every 1::1 with lines linecolor rgb '#455A64' linewidth 1.5 title 'nadamw-tuned', \
  'mnist-mlp-20-relu-500.csv' using 1:43 every 1::1 with lines linecolor rgb '#4363D8' linewidth 1.5 title 'adamw-tuned', \
  'mnist-mlp-20-relu-500.csv' using 1:47 every 1::1 with lines linecolor rgb '#332288' linewidth 1.5 title 'muon-tuned', \
  'mnist-mlp-20-relu-500.csv' using ($1 + 5.0):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#D55E00' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 9.000000000000002):10:(0):($11 - $10) every ::1 with vectors nohead linecolor rgb '#666666' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 13.000000000000002):16:(0):($17 - $16) every ::1 with vectors nohead linecolor rgb '#B15928' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 17.0):20:(0):($21 - $20) every ::1 with vectors nohead linecolor rgb '#7570B3' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 21.0):24:(0):($25 - $24) every ::1 with vectors nohead linecolor rgb '#5D4037' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 25.0):28:(0):($29 - $28) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 29.0):32:(0):($33 - $32) every ::1 with vectors nohead linecolor rgb '#0072B2' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 33.0):36:(0):($37 - $36) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 37.0):40:(0):($41 - $40) every ::1 with vectors nohead linecolor rgb '#455A64' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 41.0):44:(0):($45 - $44) every ::1 with vectors nohead linecolor rgb '#4363D8' linewidth 2.5, \
  'mnist-mlp-20-relu-500.csv' using ($1 + 45.0):48:(0):($49 - $48) every ::1 with vectors nohead linecolor rgb '#332288' linewidth 2.5

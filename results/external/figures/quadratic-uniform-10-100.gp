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
set yrange [5e-2:5e0]
set ytics (5e-2, 1e-1, 2e-1, 5e-1, 1e0, 2e0, 5e0, '' 6e-2 1, '' 7e-2 1, '' 8e-2 1, '' 9e-2 1, '' 3e-1 1, '' 4e-1 1, '' 6e-1 1, '' 7e-1 1, '' 8e-1 1, '' 9e-1 1, '' 3e0 1, '' 4e0 1)
set xrange [0:108.0]
plot 'quadratic-uniform-10-100.csv' using 1:2 every ::1 with lines linecolor rgb '#332288' linewidth 1.5 title 'muon', \
  'quadratic-uniform-10-100.csv' using 1:5 every ::1 with lines linecolor rgb '#4363D8' linewidth 1.5 title 'optax-lion', \
  'quadratic-uniform-10-100.csv' using 1:8 every ::1 with lines linecolor rgb '#5D4037' linewidth 1.5 title 'lion', \
  'quadratic-uniform-10-100.csv' using 1:11 every ::1 with lines linecolor rgb '#009E73' linewidth 1.5 title 'adamw', \
  'quadratic-uniform-10-100.csv' using 1:14 every ::1 with lines linecolor rgb '#4363D8' linewidth 1.5 title 'torch-adamw', \
  'quadratic-uniform-10-100.csv' using 1:17 every ::1 with lines linecolor rgb '#117733' linewidth 1.5 title 'adam', \
  'quadratic-uniform-10-100.csv' using 1:20 every ::1 with lines linecolor rgb '#8C7B00' linewidth 1.5 title 'torch-adam', \
  'quadratic-uniform-10-100.csv' using 1:23 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5 title 'optax-adam', \
  'quadratic-uniform-10-100.csv' using 1:26 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5 title 'optax-nadamw', \
  'quadratic-uniform-10-100.csv' using 1:29 every ::1 with lines linecolor rgb '#455A64' linewidth 1.5 title 'nadamw', \
  'quadratic-uniform-10-100.csv' using 1:32 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5 title 'optax-muon', \
  'quadratic-uniform-10-100.csv' using ($1 + 1.0):3:(0):($4 - $3) every ::1 with vectors nohead linecolor rgb '#332288' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 1.8000000000000003):6:(0):($7 - $6) every ::1 with vectors nohead linecolor rgb '#4363D8' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 2.6):9:(0):($10 - $9) every ::1 with vectors nohead linecolor rgb '#5D4037' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 3.4000000000000004):12:(0):($13 - $12) every ::1 with vectors nohead linecolor rgb '#009E73' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 4.2):15:(0):($16 - $15) every ::1 with vectors nohead linecolor rgb '#4363D8' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 5.0):18:(0):($19 - $18) every ::1 with vectors nohead linecolor rgb '#117733' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 5.800000000000001):21:(0):($22 - $21) every ::1 with vectors nohead linecolor rgb '#8C7B00' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 6.6000000000000005):24:(0):($25 - $24) every ::1 with vectors nohead linecolor rgb '#3A87C8' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 7.3999999999999995):27:(0):($28 - $27) every ::1 with vectors nohead linecolor rgb '#88702A' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 8.200000000000001):30:(0):($31 - $30) every ::1 with vectors nohead linecolor rgb '#455A64' linewidth 2.5, \
  'quadratic-uniform-10-100.csv' using ($1 + 9.0):33:(0):($34 - $33) every ::1 with vectors nohead linecolor rgb '#88702A' linewidth 2.5

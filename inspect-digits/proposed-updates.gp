# Draws proposed-updates.svg: gnuplot -d proposed-updates.gp, in this folder.
set terminal svg size 1000,560 dynamic noenhanced font 'sans-serif,12' linewidth 1.5 background rgb 'white'
set output 'proposed-updates.svg'
set datafile separator comma
set datafile missing 'nan'
set multiplot layout 2,4 title 'lstm-0.safetensors on digits-mlp-20, coordinate 2423' textcolor rgb '#404040'
set border 3 linecolor rgb '#404040'
set tics nomirror out textcolor rgb '#404040'
set xzeroaxis linecolor rgb '#404040' linewidth 0.3
set yzeroaxis linecolor rgb '#404040' linewidth 0.3
set xlabel 'gradient' textcolor rgb '#404040'
set ylabel 'update' textcolor rgb '#404040'
set format y '%g'
unset key
set nonlinear x via asinh(x/9.6364e-06) inverse 9.6364e-06*sinh(x)
set xrange [-0.0096364:0.0096364]
set xtics ('-0.001' -0.001, '0' 0, '0.001' 0.001)
set xlabel 'gradient, logarithmic' textcolor rgb '#404040'
set title 'after 1 update' textcolor rgb '#404040'
unset arrow
set arrow from first -2.6348e-05, graph 0 to first -2.6348e-05, graph 1 nohead linecolor rgb '#404040'
plot 'proposed-updates.csv' using ($1==1 ? $2 : NaN):3 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5, \
  'proposed-updates.csv' using ($1==1 ? $2 : NaN):4 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5, \
  'proposed-updates.csv' using ($1==1 ? $2 : NaN):5 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5
set title 'after 2 updates' textcolor rgb '#404040'
unset arrow
set arrow from first -4.2699e-05, graph 0 to first -4.2699e-05, graph 1 nohead linecolor rgb '#404040'
plot 'proposed-updates.csv' using ($1==2 ? $2 : NaN):3 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5, \
  'proposed-updates.csv' using ($1==2 ? $2 : NaN):4 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5, \
  'proposed-updates.csv' using ($1==2 ? $2 : NaN):5 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5
set title 'after 4 updates' textcolor rgb '#404040'
unset arrow
set arrow from first -0.00043049, graph 0 to first -0.00043049, graph 1 nohead linecolor rgb '#404040'
plot 'proposed-updates.csv' using ($1==4 ? $2 : NaN):3 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5, \
  'proposed-updates.csv' using ($1==4 ? $2 : NaN):4 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5, \
  'proposed-updates.csv' using ($1==4 ? $2 : NaN):5 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5
set title 'after 8 updates' textcolor rgb '#404040'
unset arrow
set arrow from first 0.00047675, graph 0 to first 0.00047675, graph 1 nohead linecolor rgb '#404040'
plot 'proposed-updates.csv' using ($1==8 ? $2 : NaN):3 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5, \
  'proposed-updates.csv' using ($1==8 ? $2 : NaN):4 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5, \
  'proposed-updates.csv' using ($1==8 ? $2 : NaN):5 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5
set title 'after 16 updates' textcolor rgb '#404040'
unset arrow
set arrow from first 0.00030483, graph 0 to first 0.00030483, graph 1 nohead linecolor rgb '#404040'
plot 'proposed-updates.csv' using ($1==16 ? $2 : NaN):3 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5, \
  'proposed-updates.csv' using ($1==16 ? $2 : NaN):4 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5, \
  'proposed-updates.csv' using ($1==16 ? $2 : NaN):5 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5
set title 'after 32 updates' textcolor rgb '#404040'
unset arrow
set arrow from first -0.00080032, graph 0 to first -0.00080032, graph 1 nohead linecolor rgb '#404040'
plot 'proposed-updates.csv' using ($1==32 ? $2 : NaN):3 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5, \
  'proposed-updates.csv' using ($1==32 ? $2 : NaN):4 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5, \
  'proposed-updates.csv' using ($1==32 ? $2 : NaN):5 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5
set title 'after 64 updates' textcolor rgb '#404040'
unset arrow
set arrow from first 0.00013661, graph 0 to first 0.00013661, graph 1 nohead linecolor rgb '#404040'
plot 'proposed-updates.csv' using ($1==64 ? $2 : NaN):3 every ::1 with lines linecolor rgb '#D55E00' linewidth 2.5, \
  'proposed-updates.csv' using ($1==64 ? $2 : NaN):4 every ::1 with lines linecolor rgb '#88702A' linewidth 1.5, \
  'proposed-updates.csv' using ($1==64 ? $2 : NaN):5 every ::1 with lines linecolor rgb '#3A87C8' linewidth 1.5
unset arrow
unset border
unset tics
unset xlabel
unset ylabel
unset title
unset xzeroaxis
unset yzeroaxis
unset nonlinear x
set xrange [0:1]
set yrange [0:1]
set key center center reverse Left samplen 2 textcolor rgb '#404040'
plot NaN with lines linecolor rgb '#D55E00' linewidth 2.5 title 'lstm', \
  NaN with lines linecolor rgb '#88702A' linewidth 1.5 title 'sgd 3.2, tuned at 100', \
  NaN with lines linecolor rgb '#3A87C8' linewidth 1.5 title 'adam 0.032, tuned at 100', \
  NaN with lines linecolor rgb '#404040' title 'the gradient met'
unset multiplot

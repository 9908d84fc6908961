"""optax's Adam, for l2l: docs/bring-your-optimizer.md."""
import l2l.optax

with l2l.importing("jax", "optax"):
    import optax

l2l.optax.serve(lambda learningRate: optax.adam(learningRate))

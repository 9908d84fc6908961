"""An optimizer file at work in PyTorch and in optax: python3 optimizer_files.py torch|optax FILE.safetensors"""
import sys


def with_torch(file):
    import torch
    from l2l.torch import LearnedOptimizer

    model = torch.nn.Linear(3, 1)
    optimizer = LearnedOptimizer(model.parameters(), file)
    for _ in range(100):
        optimizer.zero_grad()
        loss = (model(torch.eye(3)) - 1).square().sum()
        loss.backward()
        optimizer.step()
    return loss.item()


def with_optax(file):
    import jax
    import jax.numpy as jnp
    import optax
    from l2l.optax import learned_optimizer

    theta = {"weights": jnp.zeros((3, 1)), "bias": jnp.zeros(1)}
    optimizer = learned_optimizer(file)
    state, update = optimizer.init(theta), jax.jit(optimizer.update)
    slope = jax.value_and_grad(lambda theta: jnp.square(theta["weights"] + theta["bias"] - 1).sum())
    for _ in range(100):
        loss, gradient = slope(theta)
        updates, state = update(gradient, state, theta)
        theta = optax.apply_updates(theta, updates)
    return float(loss)


if __name__ == "__main__":
    print({"torch": with_torch, "optax": with_optax}[sys.argv[1]](sys.argv[2]))

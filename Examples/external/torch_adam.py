"""PyTorch's Adam, for l2l: docs/bring-your-optimizer.md."""
import l2l.torch

with l2l.importing("torch"):
    import torch

l2l.torch.serve(lambda parameters, learningRate: torch.optim.Adam(parameters, lr=learningRate))

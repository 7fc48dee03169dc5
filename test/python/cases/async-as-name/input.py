import asyncio.async
async = 1
tensor.cuda(async=True)
def f(async=False): pass
x.async
await = 2
def await(): pass
await(x)

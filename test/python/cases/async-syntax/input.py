async def f():
    await g()
    await (yield_control())
    async with a as b: pass
    async for x in y: pass
    return [i async for i in z]
async def generator():
    yield 1
"async = 1"
# async = 2
asynchronous = awaiting = 1

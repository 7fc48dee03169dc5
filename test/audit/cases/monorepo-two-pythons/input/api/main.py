import uvicorn
from fastapi import FastAPI

import models

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run(app)

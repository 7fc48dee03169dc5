import horovod

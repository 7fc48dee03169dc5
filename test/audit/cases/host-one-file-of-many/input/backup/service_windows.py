import win32serviceutil

from backup.fetch import fetch


class Service(win32serviceutil.ServiceFramework):
    pass

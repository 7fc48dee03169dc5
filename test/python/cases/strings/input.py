"""Docs name /home/nobody/file and "http://docs.example/"."""
a = '/home/alice/data.csv'
b = "http://index.example/x.zip"
c = u'C:\\Users\\alice' + r'D:\data' + "E:/x"
d = r'\\server\share\x'
e = f"/data/{x}/y"
f = '/api/v1/users'
g = 'see http://no.example/'
h = '/'
i = 's3://bucket/key', 'gs://b', 'ftp://f.example', 'git+https://g.example/r'
j = 'key: value'
k = '/homework/x'
'/home/alice/alone'
l = '/mnt/x' '/mnt/y'
m = 'http://'
n = f"https://{host}/"
o = 'a:b', 'C:', 'x://y'
# '/home/bob/comment'

"""python visualize.py cloud.txt [--png out.png]"""
import sys

import cv2
import numpy as np
import open3d as o3d

pts = np.loadtxt(sys.argv[1], delimiter=',')
if '--png' in sys.argv:
    # bird's eye view for the paper, no display needed
    img = np.full((512, 512), 255, np.uint8)
    for x, _, z in pts[:, :3]:
        cv2.circle(img, (int(256 + 240 * x), int(256 + 240 * z)), 2, 0, -1)
    cv2.imwrite(sys.argv[-1], img)
else:
    pcd = o3d.geometry.PointCloud()
    pcd.points = o3d.utility.Vector3dVector(pts[:, :3])
    pcd.normals = o3d.utility.Vector3dVector(pts[:, 3:6])
    o3d.visualization.draw_geometries([pcd])

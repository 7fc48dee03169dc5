import cv2


def distance(mask):
    return cv2.distanceTransform(mask, distanceType=cv2.cv.CV_DIST_L2, maskSize=5)

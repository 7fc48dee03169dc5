import bpy
import bmesh
from mathutils import Vector

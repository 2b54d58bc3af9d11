### Names of clouds that are ours to give. Shown in the window and in errors.

cloud-name-demo = Demo cloud

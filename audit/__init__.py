"""`make audit`: what the atlas is made of, whether it is as recorded, and what is known against it."""

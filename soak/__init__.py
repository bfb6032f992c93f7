"""Load and faults: what many readers, hostile ones and a failing machine do to a server of the atlas."""

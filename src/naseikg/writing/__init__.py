"""Files and folders that are whole whenever they are there, however the process that writes them ends."""

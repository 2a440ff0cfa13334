"""Reports, the register's check, keeping and deleting."""

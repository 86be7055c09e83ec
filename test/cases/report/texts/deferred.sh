# Not in this script:
#   put-off progressing: The time of this run was up. The next one goes on.
# No command is left.

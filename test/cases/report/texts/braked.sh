# Not in this script:
#   orders-task refused: Held by the brake.
# No command is left.

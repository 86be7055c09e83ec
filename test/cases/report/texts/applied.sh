# Not in this script:
#   orders-execution failed: TagRole: User is not authorized to perform iam:TagRole (AccessDenied). Grant it and apply again.
# No command is left.

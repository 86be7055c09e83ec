# Not in this script:
#   orders-task refused: inlinePolicies[Read] drifted back 3 times within an hour: somebody or something keeps changing it. It is left as it is, until its spec changes, or until somebody resumes it with rolecall resume.
#   3 roles progressing: written-1, written-2, written-3. It was just written, and what IAM says may be old; it is judged from 08:01 on.
# No command is left.

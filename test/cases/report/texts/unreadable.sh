# Not in this script:
#   Not everything could be read: this plan is incomplete.
#   12 roles unknown: role-00, role-01, role-02, role-03, role-04, role-05, role-06, role-07 and 4 more. The account could not be read to its end (ListRoles: You are not authorized).
# No command is left.

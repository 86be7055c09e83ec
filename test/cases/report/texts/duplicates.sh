# Not in this script:
#   roles/a.yaml:4:9: error: orders-task is also declared in roles/b.yaml:1; keep one of them
#   roles/b.yaml:4:9: error: orders-task is also declared in roles/a.yaml:1; keep one of them
#   orders-task invalid: The spec cannot be used, see roles/b.yaml:4:9. Nothing is written until it is corrected.
# No command is left.

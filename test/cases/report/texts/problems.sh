# Not in this script:
#   Not everything could be read: this plan is incomplete.
#   specs/bad.yaml:6:3: error: "trustPolcy" is no key here; did you mean trustPolicy?
#   specs/gone.yaml:1:1: error: specs/gone.yaml does not exist; check the path.
#   specs/bad.yaml:4:9: warning: an odd name
#   bad invalid: The spec cannot be used, see specs/bad.yaml:6:3. Nothing is written until it is corrected.
# No command is left.

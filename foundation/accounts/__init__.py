"""People who sign in: accounts, invitations, sign-in by mailed link or password, roles granted by hand."""

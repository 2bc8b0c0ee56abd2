"""What ``dragoman evaluate`` prints of each kind of corpus."""

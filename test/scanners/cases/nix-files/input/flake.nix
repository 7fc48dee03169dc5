# Written by nix-py-audit; its changes are lost when it is written again.
{ }

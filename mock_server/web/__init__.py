"""HTTP: Connexion with our own layers, and everything else that is asynchronous."""

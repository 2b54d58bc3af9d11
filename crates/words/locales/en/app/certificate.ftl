### Why Latchkey cannot use the certificate of an application.

certificate-too-long = The file is too large for a certificate with its key. Choose another file.
certificate-unknown-format = The file is neither PEM nor PFX. Choose another file.
certificate-password-needed = The file is protected by a password. Enter the password.
certificate-wrong-password = The password is wrong, or the file is damaged. Enter the password again, or choose another file.
certificate-old-encryption = The key has an old PEM encryption. Convert the file, then choose the new file. The command is: openssl pkcs12 -export -legacy -keypbe AES-256-CBC -certpbe AES-256-CBC -in OLD.pem -out NEW.pfx
certificate-too-costly = The encryption of the key needs too much time or memory. Encrypt the key again with default settings.
certificate-no-private-key = The file has no private key. Choose a file with the certificate and its key.
certificate-no-certificate = The file has no certificate. Choose a file with the certificate and its key.
certificate-not-rsa = The private key is not an RSA key of 2048 to 8192 bits. Use an RSA key.
certificate-mismatch = The private key does not belong to the certificate. Choose another file.

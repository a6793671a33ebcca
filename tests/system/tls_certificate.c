/* SPDX-License-Identifier: MIT
 * Certificates for tests: made in memory, with the faults that are asked for. */
#include "config.h"

#include "tls_parts.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#define DAY_SECONDS (24L * 3600)

struct tls_authority {
    EVP_PKEY *key;
    X509 *certificate;
};

struct wanted {
    const char *host; /* NULL: an authority */
    X509 *issuer;     /* NULL: itself */
    EVP_PKEY *issuer_key;
    bool expired;
};

static bool extend(X509 *certificate, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_nconf_nid(NULL, &context, kind, value);
    bool added = extension != NULL && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

static bool name_it(X509 *certificate, const struct wanted *wanted)
{
    char names[128];
    const char *name = wanted->host != NULL ? wanted->host : "Authority of a test";
    X509_NAME *subject = X509_get_subject_name(certificate);
    if (X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0) != 1 ||
        X509_set_issuer_name(certificate,
                             wanted->issuer != NULL ? X509_get_subject_name(wanted->issuer) : subject) != 1)
        return false;
    if (wanted->host == NULL)
        return extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
    snprintf(names, sizeof names, "DNS:%s", wanted->host);
    return extend(certificate, NID_subject_alt_name, names);
}

static X509 *make(EVP_PKEY *key, const struct wanted *wanted)
{
    X509 *certificate = X509_new();
    if (certificate == NULL)
        return NULL;
    long from = wanted->expired ? -2 * DAY_SECONDS : -DAY_SECONDS;
    long to = wanted->expired ? -DAY_SECONDS : DAY_SECONDS;
    bool made = X509_set_version(certificate, 2) == 1 &&
                ASN1_INTEGER_set(X509_get_serialNumber(certificate), wanted->host != NULL ? 2 : 1) == 1 &&
                X509_gmtime_adj(X509_getm_notBefore(certificate), from) != NULL &&
                X509_gmtime_adj(X509_getm_notAfter(certificate), to) != NULL &&
                X509_set_pubkey(certificate, key) == 1 && name_it(certificate, wanted) &&
                X509_sign(certificate, wanted->issuer_key != NULL ? wanted->issuer_key : key, EVP_sha256()) > 0;
    if (made)
        return certificate;
    X509_free(certificate);
    return NULL;
}

struct tls_authority *tls_authority_new(const char *authority_path)
{
    struct tls_authority *authority = calloc(1, sizeof *authority);
    FILE *file = fopen(authority_path, "w");
    bool made = authority != NULL && file != NULL;
    if (made) {
        authority->key = EVP_EC_gen("P-256");
        authority->certificate = authority->key != NULL ? make(authority->key, &(struct wanted){0}) : NULL;
        made = authority->certificate != NULL && PEM_write_X509(file, authority->certificate) == 1;
    }
    if (file != NULL && fclose(file) != 0)
        made = false;
    if (made)
        return authority;
    fprintf(stderr, "no authority in %s\n", authority_path);
    tls_authority_free(authority);
    return NULL;
}

void tls_authority_free(struct tls_authority *authority)
{
    if (authority == NULL)
        return;
    X509_free(authority->certificate);
    EVP_PKEY_free(authority->key);
    free(authority);
}

SSL_CTX *tls_certify(const struct tls_authority *authority, const struct tls_server_options *options)
{
    struct wanted wanted = {.host = options->host, .expired = options->expired};
    if (!options->self_signed) {
        wanted.issuer = authority->certificate;
        wanted.issuer_key = authority->key;
    }
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = key != NULL ? make(key, &wanted) : NULL;
    bool made = context != NULL && certificate != NULL && SSL_CTX_use_certificate(context, certificate) == 1 &&
                SSL_CTX_use_PrivateKey(context, key) == 1;
    if (made && options->old)
        made = SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION) == 1 &&
               SSL_CTX_set_min_proto_version(context, TLS1_VERSION) == 1 &&
               SSL_CTX_set_cipher_list(context, "DEFAULT@SECLEVEL=0") == 1;
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (made)
        return context;
    SSL_CTX_free(context);
    return NULL;
}

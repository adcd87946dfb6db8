/*
 * Spellings that begin something which code of its own reads: text, whether
 * capitals are the same, detector. Prefixes of keys and words that speak for
 * special categories are in policies/.
 */
OM_CUE("-----BEGIN ", false, om_secret_block_detect)
OM_CUE("eyJ", false, om_secret_token_detect)
OM_CUE("://", false, om_secret_url_detect)
OM_CUE("bearer ", true, om_secret_bearer_detect)
OM_CUE("passw", true, om_secret_named_detect)
OM_CUE("pgpassw", true, om_secret_named_detect)
OM_CUE("passphrase", true, om_secret_named_detect)
OM_CUE("passcode", true, om_secret_named_detect)
OM_CUE("pwd", true, om_secret_named_detect)
OM_CUE("kennwort", true, om_secret_named_detect)
OM_CUE("contrase\xc3\xb1"
       "a",
    true, om_secret_named_detect)
OM_CUE("secret", true, om_secret_named_detect)
OM_CUE("token", true, om_secret_named_detect)
OM_CUE("key", true, om_secret_named_detect)
OM_CUE("apikey", true, om_secret_named_detect)
OM_CUE("accesskey", true, om_secret_named_detect)
OM_CUE("dbpass", true, om_secret_named_detect)
OM_CUE("<<", false, om_mrz_detect)
OM_CUE("%B", false, om_track_one_detect)

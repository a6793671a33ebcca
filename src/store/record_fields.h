/* SPDX-License-Identifier: MIT
 * Short ways to write a record's columns, with what is plausible in them. */
#ifndef STORE_RECORD_FIELDS_H
#define STORE_RECORD_FIELDS_H

#include "record.h"

#define PRICE_LEAST 1e-9 /* a price of 0 is none */
#define PRICE_MOST  1e7
#define SHARES_MOST 1e12
#define WORTH_MOST  1e16
#define RENT_MOST   1000.0 /* USD per GPU-hour */

#define AT(type, member) offsetof(type, member), sizeof(((type *)0)->member)

#define TEXT(type, member, column)                                                                                 \
    {                                                                                                              \
        column, FIELD_TEXT, AT(type, member), 0, 0                                                                 \
    }
#define WORDS(type, member, column)                                                                                \
    {                                                                                                              \
        column, FIELD_WORDS, AT(type, member), 0, 0                                                                \
    }
#define TIME(type, member, column)                                                                                 \
    {                                                                                                              \
        column, FIELD_TIME, AT(type, member), 0, 0                                                                 \
    }
#define NUMBER(type, member, column)                                                                               \
    {                                                                                                              \
        column, FIELD_NUMBER, AT(type, member), 0, 0                                                               \
    }
#define DAY(type, member, column)                                                                                  \
    {                                                                                                              \
        column, FIELD_DAY, AT(type, member), 0, 0                                                                  \
    }
#define INT(type, member, column, low, high)                                                                       \
    {                                                                                                              \
        column, FIELD_INT, AT(type, member), low, high                                                             \
    }
#define FLAG(type, member, column)                                                                                 \
    {                                                                                                              \
        column, FIELD_FLAG, AT(type, member), 0, 0                                                                 \
    }
#define AMOUNT(type, member, column, low, high)                                                                    \
    {                                                                                                              \
        column, FIELD_AMOUNT, AT(type, member), low, high                                                          \
    }
#define REAL(type, member, column, low, high)                                                                      \
    {                                                                                                              \
        column, FIELD_REAL, AT(type, member), low, high                                                            \
    }
#define PRICE(type, member, column)  AMOUNT(type, member, column, PRICE_LEAST, PRICE_MOST)
#define SHARES(type, member, column) AMOUNT(type, member, column, 0, SHARES_MOST)
#define RENT(type, member, column)   AMOUNT(type, member, column, 0, RENT_MOST)

#define RECORD(name, where, title, keys, conflict, stamp)                                                          \
    const struct record record_##name = {                                                                          \
        where, title, name##_fields, sizeof name##_fields / sizeof name##_fields[0], keys, conflict, stamp}

#endif

# SPDX-License-Identifier: MIT
man_MANS += man/gputape.1 man/gputape.conf.5 man/gputape-theme.5

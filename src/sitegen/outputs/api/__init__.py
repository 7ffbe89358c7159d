"""The facts as plain files under ``api/v1/``.

In: the Site. Out: JSON and its schemas.
Never: a field that goes away.
"""

@echo off
call "%~dp0rolebook\windows.cmd" check
